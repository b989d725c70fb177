using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Backtests;

/// <summary>What rules would have made of the past.</summary>
/// <param name="From">Alarms are counted from here; before it the rules only warm up.</param>
/// <param name="Devices">Devices whose alarms were counted.</param>
/// <param name="Readings">Readings gone through, those of the warming up included.</param>
public sealed record BacktestResult(DateTimeOffset From, DateTimeOffset To, int Devices, long Readings, CourseResult Draft)
{
    /// <summary>null when nothing was published.</summary>
    public CourseResult? Published { get; init; }

    /// <summary>null when nothing was published.</summary>
    public CourseComparison? Comparison { get; init; }

    /// <summary>Alarms of these rules that people have given a verdict on; null when there are none.</summary>
    public VerdictComparison? Verdicts { get; init; }

    public IReadOnlyList<SweepPoint> Sweep { get; init; } = [];

    /// <summary>Readings of them that were decoded from raw messages, because the hot store no longer has them.</summary>
    public long FromArchive { get; init; }

    /// <summary>Set when the beginning of the range is no longer kept: what there is begins here.</summary>
    public DateTimeOffset? KeptFrom { get; init; }

    /// <summary>Rules of the draft that speak for devices' own reports: history does not say what they would do.</summary>
    public IReadOnlyList<string> NotCovered { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    public double Days => Math.Max(1.0 / 24, (To - From).TotalDays);

    /// <summary>Above one alarm for each device and day people stop looking.</summary>
    public bool IsNoisy => Devices > 0 && Draft.Alarms / Days / Devices > 1;
}

/// <summary>One course the past would have taken.</summary>
/// <param name="Alarms">How many would have been raised.</param>
/// <param name="Open">How many of them would still be open at the end.</param>
/// <param name="Devices">On how many devices.</param>
/// <param name="Again">How many began within ten minutes of the end of the one before, on the same device.</param>
/// <param name="Median">Of their lengths; what is open lasts until the end. null without alarms.</param>
public sealed record CourseResult(long Alarms, long Open, int Devices, long Again, TimeSpan? Median, TimeSpan? Longest)
{
    /// <summary>Every day of the range, also those without one.</summary>
    public IReadOnlyList<DayCount> ByDay { get; init; } = [];

    /// <summary>Most first, at most ten.</summary>
    public IReadOnlyList<DeviceCount> ByDevice { get; init; } = [];

    /// <summary>The first of them, in the order they began.</summary>
    public IReadOnlyList<BacktestFiring> Firings { get; init; } = [];
}

/// <summary>An alarm that would have been.</summary>
/// <param name="To">null: it would still be open.</param>
/// <param name="By">The reading that decided; for a timer the device's last one before.</param>
public sealed record BacktestFiring(DeviceId Device, string RuleId, DateTimeOffset From, DateTimeOffset? To, string Evidence, StreamPosition By)
{
    /// <summary>Whether the other course has it as well; null without another.</summary>
    public bool? IsShared { get; init; }

    /// <summary>The worst severity it had; null in results from before rules had levels.</summary>
    public Severity? Worst { get; init; }
}

/// <param name="Day">At the site.</param>
public sealed record DayCount(DateOnly Day, long Alarms);

public sealed record DeviceCount(DeviceId Device, long Alarms);

/// <summary>Alarms of the same device and rule that were open at the same time are the same alarm.</summary>
/// <param name="Same">Of the draft's alarms: those the published rules raise too.</param>
public sealed record CourseComparison(long Same, long OnlyDraft, long OnlyPublished);

/// <summary>Alarms that were really raised and that people judged, beside the draft.</summary>
/// <param name="Useful">Those called useful.</param>
/// <param name="Caught">How many of them the draft raises.</param>
/// <param name="Useless">Those called useless.</param>
/// <param name="Spared">How many of them the draft does not raise.</param>
public sealed record VerdictComparison(int Useful, int Caught, int Useless, int Spared);

/// <param name="Value">The number in the knob's place.</param>
public sealed record SweepPoint(double Value, long Alarms, double PerDay, int Devices);
