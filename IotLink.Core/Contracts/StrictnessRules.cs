namespace IotLink.Core.Contracts;

/// <summary>How strict each kind of promise is; said once for the contract, an object or a property, the nearest counts.</summary>
internal sealed record StrictnessRules(Strictness Missing, Strictness WrongType, Strictness OutOfRange)
{
    public static StrictnessRules Default { get; } = new(Strictness.Reject, Strictness.Reject, Strictness.Reject);

    public static StrictnessRules Read(CustomProperties custom, StrictnessRules inherited)
    {
        var all = custom.Strictness("onViolation");
        return new(
            custom.Strictness("onMissing") ?? all ?? inherited.Missing,
            custom.Strictness("onWrongType") ?? all ?? inherited.WrongType,
            custom.Strictness("onOutOfRange") ?? all ?? inherited.OutOfRange);
    }
}
