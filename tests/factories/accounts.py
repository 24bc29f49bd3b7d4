"""People who sign in, each with a proven address, and groups."""

import factory

from accounts.models import ApiToken, Group, User
from accounts.operations import create_account, create_token

PASSWORD = "a long enough password"


class UserFactory(factory.django.DjangoModelFactory):
    """Signs in with PASSWORD; further fields of the model as given."""

    class Meta:
        model = User

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.org".format)
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, name, email, password, is_admin=False, **fields):
        user = create_account(name=name, email=email, password=password, is_admin=is_admin)
        if fields:
            for field, value in fields.items():
                setattr(user, field, value)
            user.save(update_fields=list(fields))
        return user


class GroupFactory(factory.django.DjangoModelFactory):
    """An empty group; `members=[…]` puts people in."""

    class Meta:
        model = Group
        skip_postgeneration_save = True

    name = factory.Sequence("Group {}".format)

    @factory.post_generation
    def members(self, create, people, **options):
        if create and people:
            self.members.set(people)


class ApiTokenFactory(factory.django.DjangoModelFactory):
    """A token that may read; its text is in the attribute `text`."""

    class Meta:
        model = ApiToken

    user = factory.SubFactory(UserFactory)
    name = "script"
    scopes = ("read",)
    expires_at = None

    @classmethod
    def _create(cls, model_class, *args, user, revoked_at=None, expires_at=None, **values):
        token, text = create_token(user, expires_at=None, **values)
        token.text = text
        token.revoked_at, token.expires_at = revoked_at, expires_at
        token.save(update_fields=["revoked_at", "expires_at"])
        return token
