using IotLink.Core.Devices;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// A value is far from the median of the same product's other devices, here or at the same site. A peer counts while its value is not
/// older than <paramref name="within"/>.
/// </summary>
/// <param name="least">Peers there must be before it says anything.</param>
internal sealed class PeersWatch(
    ProductId product, string ruleId, CompiledExpression of, Distance by, TimeSpan within, bool sameSite, int least, CompiledExpression? condition)
    : RuleWatch($"peers {of.Text} {sameSite}")
{
    private readonly long _within = (long)within.TotalMilliseconds;

    public override bool KeepsWindow => true;

    public override TimeSpan LooksBack => within;

    public override bool Starts(in RuleMoment moment) => of.IsKnown(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        var value = of.Evaluate(moment.Numbers);
        if (double.IsNaN(value)) return Truth.Unknown;
        if (state.Values.Length == 0) state.Values = new double[1];
        (state.Values[0], state.LastTime, state.Count) = (value, moment.Time, 1);
        var (median, peers) = GroupOf(moment.Device, moment.Peers).Put(moment.Device.Id, moment.Time, value, moment.Time - _within);
        if (peers < least) return Truth.Unknown;
        if (!by.IsExceeded(value, median)) return Truth.No;
        if (!state.Open) state.Evidence = Sentence(moment, value, median, peers);
        return condition is null ? Truth.Yes : Ask(condition, moment);
    }

    public override string Evidence(in RuleMoment moment, RuleState state) => state.Evidence ?? "";

    public override bool IsIdle(RuleState state) => state.Count == 0;

    public override void Resume(RuleState state, PeerGroups peers)
    {
        if (state.Count > 0 && state.Owner.Device is { } device)
            GroupOf(device, peers).Put(device.Id, state.LastTime, state.Values[0], state.LastTime - _within);
    }

    private PeerGroup GroupOf(Device device, PeerGroups peers) => peers.Of(product, ruleId, Form, sameSite ? device.Site : null);

    private string Sentence(in RuleMoment moment, double value, double median, int peers) =>
        $"{moment.Shows(of)} is {ExpressionPrinter.Number(Math.Abs(value - median))} {(value > median ? "above" : "below")} the median "
        + $"{ExpressionPrinter.Number(median)} of {peers} peers{(sameSite ? " at the site" : "")}, more than {by}"
        + (condition is null ? "" : $", while {moment.Shows(condition)}");
}
