"""People who sign in, each with a proven address, and groups."""

import factory
from allauth.account.models import EmailAddress

from accounts.models import ApiToken, Group, User
from accounts.operations import create_token

PASSWORD = "a long enough password"


class UserFactory(factory.django.DjangoModelFactory):
    """Signs in with PASSWORD; further fields of the model as given."""

    class Meta:
        model = User

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.org".format)
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, name, email, password, **fields):
        """As `create_account` leaves it, without its questions: nobody else has the address."""
        user = User.objects.create_user(email.lower(), password, name=name, **fields)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
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
