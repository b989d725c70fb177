using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// Nothing came from the device for so long. Arrival is what counts: a late reading is data too, and time in which nobody listened is
/// not silence.
/// </summary>
/// <param name="periods">In reporting periods of the device; null: <paramref name="span"/> says.</param>
internal sealed class NoDataWatch(double? periods, TimeSpan span) : RuleWatch("no data")
{
    public override TimeSpan LooksBack => span;

    public override bool TakesLate => true;

    public override bool IsRecalled => true;

    public override bool Starts(in RuleMoment moment) => true;

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        if (!moment.IsLate) state.LastTime = moment.Time;
        if (!state.Open) Arm(state, moment.Device, moment.Arrival);
        return Truth.No;
    }

    public override string Evidence(in RuleMoment moment, RuleState state) => "data came";

    public override bool IsIdle(RuleState state) => false;

    /// <summary>After its end it listens again.</summary>
    public override void Changed(RuleState state, long arrival)
    {
        if (!state.Open && state.Owner.Device is { } device) Arm(state, device, arrival);
    }

    /// <param name="arrival">When data last came.</param>
    public void Arm(RuleState state, Device device, long arrival)
    {
        var silence = periods is { } count ? device.ReportingPeriod * count : span;
        state.SetTimer(arrival + (long)silence.TotalMilliseconds, state.LastTime + (long)silence.TotalMilliseconds);
    }

    /// <summary>What the timer says.</summary>
    public string Silence(RuleState state) =>
        $"no data for {Durations.Print(TimeSpan.FromMilliseconds(state.DueAt - state.LastTime))}"
        + (periods is { } count ? $" ({count.ToString(CultureInfo.InvariantCulture)} periods)" : "")
        + $", last at {DateTimeOffset.FromUnixTimeMilliseconds(state.LastTime).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
}
