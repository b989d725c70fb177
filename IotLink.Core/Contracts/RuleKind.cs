namespace IotLink.Core.Contracts;

/// <summary>Kinds of promises, each with a strictness of its own: the custom property <c>onMissing</c>, <c>onWrongType</c> and so on.</summary>
internal enum RuleKind { Missing, WrongType, OutOfRange, NotListed, NoMatch, FastChange, Contradiction }
