"""What requests and answers look like; whatever else stands in a request is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "AboutAnswer",
    "Challenge",
    "ChallengeAnswer",
    "Error",
    "Health",
    "LookUp",
    "LookUpAnswer",
    "NonceText",
    "Withdraw",
    "WithdrawalAnswer",
    "WorkAnswer",
    "WorkRequest",
]

NonceText = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$", examples=["Zr4u7xNn0dQm1o8tW2bL5pVa"])]
_Did = Annotated[
    str,
    Field(
        pattern=r"^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$",
        examples=["did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"],
    ),
]
_Sha256 = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", examples=["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"])
]
_Code = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", examples=["f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"])
]
_Registry = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", examples=["0f8fad5bd9cb469fa16570867728950e"])]
_Signature = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{86}$", examples=["A" * 86])]
_ChallengeText = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{75}$", examples=["A" * 75])]
_Instant = Annotated[str, Field(examples=["2026-11-23T12:00:00Z"])]
_Use = Literal["train-ai", "search"]


def _whole(given: object) -> object:
    """In JSON Schema, and in RFC 8785, 72.0 is the whole number 72."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


_Percent = Annotated[int, Field(ge=0, le=100, examples=[50]), BeforeValidator(_whole)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Challenge(_Form):
    """Asks for a challenge to sign with the key `did`."""

    nonce: NonceText
    did: _Did


class ClaimedFingerprint(_Form):
    """By what copies are known: a PDQ code in hex, its quality."""

    kind: Literal["pdq"]
    code: _Code
    quality: _Percent


class Claim(_Form):
    """What a creator declares of a work."""

    schema_: Literal["fairtake.WorkClaim.1"] = Field(alias="schema")
    registry: _Registry
    did: _Did
    challenge: _ChallengeText
    title: str = Field(min_length=1, max_length=200, examples=["Harbour at six"])
    choice: Literal["opt-out", "terms"]
    uses: list[_Use] = Field(min_length=1, max_length=2, json_schema_extra={"uniqueItems": True})
    terms: str = Field(
        max_length=500, description="Where the terms are to be read; empty for an opt-out.", examples=[""]
    )
    grants: list[_Sha256] = Field(
        max_length=16, description="Hashes of grants.", json_schema_extra={"uniqueItems": True}
    )
    fingerprints: list[ClaimedFingerprint] = Field(min_length=1, max_length=256)


class WorkRequest(_Form):
    """A signed claim."""

    nonce: NonceText
    claim: Claim
    signature: _Signature = Field(
        description="Ed25519 over the claim's schema, a newline and its RFC 8785 form, in base64url."
    )


class WithdrawalClaim(_Form):
    """Takes back what was declared of a work."""

    schema_: Literal["fairtake.WorkWithdrawal.1"] = Field(alias="schema")
    registry: _Registry
    did: _Did
    challenge: _ChallengeText
    work: _Sha256


class Withdraw(_Form):
    """A signed withdrawal."""

    nonce: NonceText
    claim: WithdrawalClaim
    signature: _Signature


class LookUp(_Form):
    """Asks what was declared of whatever looks like these codes."""

    nonce: NonceText
    kind: Literal["pdq"] = "pdq"
    least_quality: _Percent = 0
    use: _Use = Field(
        default="train-ai", description="What is to be done; claims that do not speak of it do not count."
    )
    codes: list[_Code] = Field(min_length=1, max_length=256)


class _Answer(BaseModel):
    schema_: Literal["fairtake.RegistryAnswer.1"] = Field(alias="schema")
    kind: str
    registry: _Registry
    at: _Instant
    nonce: NonceText = Field(description="That of the request.")
    request: _Sha256 = Field(description="SHA-256 of the request's body (of its query where it has none).")


class _Signed(BaseModel):
    signer: _Did
    signature: _Signature = Field(
        description='Ed25519 over "fairtake.RegistryAnswer.1", a newline and the RFC 8785 form of {answer, signer}.'
    )


class ChallengeResult(BaseModel):
    """What to sign, and until when."""

    challenge: _ChallengeText
    expires: _Instant


class WorkResult(BaseModel):
    """The hash that names the work from now on, and whether it is new."""

    work: _Sha256
    added: bool


class WithdrawalResult(BaseModel):
    """Whether there was such a work of this key."""

    withdrawn: bool


class GrantStanding(BaseModel):
    """A grant by its hash."""

    sha256: _Sha256
    revoked: bool


class Result(BaseModel):
    """What was declared of what looks like one code. Always all of these."""

    query: int
    distance: Literal["exact", "close", "near", "none"] = Field(
        description="At most 0, 15, 31 of 256 bits differ; none: nothing is known."
    )
    choice: Literal["opt-out", "terms", "none"]
    uses: list[_Use]
    terms: list[str]
    grants: list[GrantStanding]


class Results(BaseModel):
    """One for each code, in order."""

    results: list[Result]


class AboutResult(BaseModel):
    """What a request may have."""

    codes: int
    body: int
    rate: str
    burst: str
    challenge_seconds: int


class _ChallengeSaid(_Answer):
    result: ChallengeResult


class ChallengeAnswer(_Signed):
    """A challenge, signed by the registry."""

    answer: _ChallengeSaid


class _WorkSaid(_Answer):
    result: WorkResult


class WorkAnswer(_Signed):
    """A receipt, signed by the registry."""

    answer: _WorkSaid


class _WithdrawalSaid(_Answer):
    result: WithdrawalResult


class WithdrawalAnswer(_Signed):
    """A receipt, signed by the registry."""

    answer: _WithdrawalSaid


class _LookUpSaid(_Answer):
    result: Results


class LookUpAnswer(_Signed):
    """What was declared, signed by the registry."""

    answer: _LookUpSaid


class _AboutSaid(_Answer):
    result: AboutResult


class AboutAnswer(_Signed):
    """What the registry says of itself, signed by it."""

    answer: _AboutSaid


class Health(BaseModel):
    """The service and its database answer."""

    status: Literal["ok"]


class ErrorSaid(BaseModel):
    """What is wrong, and what to do."""

    what: str
    fix: str


class Error(BaseModel):
    """An error."""

    error: ErrorSaid
