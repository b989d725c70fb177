using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>An alarm joined with where its device stands now.</summary>
public sealed record AlarmRow(Alarm Alarm, Site? Site, Customer? Customer)
{
    /// <summary>How many open alarms this row stands for: more than one where a storm is folded.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>Which alarms. Suppressed ones are in no list but their own.</summary>
/// <param name="Class">null for all classes.</param>
/// <param name="OnlyOpen">Leaves resolved alarms out.</param>
public sealed record AlarmQuery(
    AlarmClass? Class = null,
    bool OnlyOpen = true,
    DeviceId? Device = null,
    string? Search = null,
    int Skip = 0,
    int Take = 50)
{
    /// <summary>The search looks at codes of sites and customers instead of names, for who may not see them.</summary>
    public bool NamesHidden { get; init; }

    public AlarmPart Part { get; init; }

    /// <summary>Only what this account takes care of.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Only one storm.</summary>
    public string? Group { get; init; }

    /// <summary>Only what this alarm of a hub explains; together with <see cref="AlarmPart.Suppressed"/>.</summary>
    public AlarmId? ExplainedBy { get; init; }

    /// <summary>A storm is one row. For who sees all devices; others see their own one by one.</summary>
    public bool Folded { get; init; }

    /// <summary>What snoozing is measured by; needed for <see cref="AlarmPart.Queue"/> and <see cref="AlarmPart.Snoozed"/>.</summary>
    public DateTimeOffset Now { get; init; }
}

public enum AlarmPart
{
    /// <summary>Everything people see.</summary>
    All,

    /// <summary>All but the snoozed.</summary>
    Queue,

    /// <summary>In automatic action, or being verified.</summary>
    InAction,

    Snoozed,

    Suppressed,
}

/// <summary>The console's buckets. <paramref name="ByClass"/> leaves snoozed alarms out.</summary>
public sealed record AlarmCounts(IReadOnlyDictionary<AlarmClass, int> ByClass, int Mine, int InAction, int Snoozed, int Suppressed)
{
    public int Open => ByClass.Values.Sum();
}
