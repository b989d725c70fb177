namespace IotLink.Core.Contracts;

/// <summary>How strict each kind of promise is; said once for the contract, an object, a property or a rule, the nearest counts.</summary>
internal sealed class StrictnessRules
{
    private static readonly RuleKind[] Kinds = Enum.GetValues<RuleKind>();
    private readonly Strictness[] _strictness;

    private StrictnessRules(Strictness[] strictness) => _strictness = strictness;

    /// <summary>What a value is in itself rejects; what only looks odd beside other values marks.</summary>
    public static StrictnessRules Default { get; } =
        new([.. Kinds.Select(k => k is RuleKind.FastChange or RuleKind.Contradiction ? Strictness.Mark : Strictness.Reject)]);

    public Strictness this[RuleKind kind] => _strictness[(int)kind];

    public static StrictnessRules Read(CustomProperties custom, StrictnessRules inherited)
    {
        var all = custom.Strictness("onViolation");
        return new([.. Kinds.Select(kind => custom.Strictness($"on{kind}") ?? all ?? inherited[kind])]);
    }
}
