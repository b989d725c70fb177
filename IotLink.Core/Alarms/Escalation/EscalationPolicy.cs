using IotLink.Core.Notifications;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>Who is told about which alarms, and what happens while nobody answers.</summary>
public sealed record EscalationPolicy : IOnCallEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Set by the store; a run keeps the version it began with.</summary>
    public int Version { get; init; }

    /// <summary>The first policy that fits is taken, lowest order first.</summary>
    public int Order { get; init; }

    public PolicyMatch Match { get; init; } = new();

    public IReadOnlyList<EscalationStep> Steps { get; init; } = [];

    /// <summary>How often the steps are gone through again while nobody acknowledges.</summary>
    public int Repeats { get; init; }

    /// <summary>Between the last step and the first of the next time.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMinutes(30);
}

/// <param name="Wait">After the step before it, or after the alarm.</param>
/// <param name="Channels">Beside the portal, which is always told.</param>
public sealed record EscalationStep(TimeSpan Wait, IReadOnlyList<Target> Targets, IReadOnlyList<ChannelKind> Channels);

/// <param name="Id">Of the account, team or calendar; the URL of a webhook.</param>
public sealed record Target(TargetKind Kind, string Id);

public enum TargetKind { Person, Team, OnCall, Webhook }

/// <summary>Which alarms a policy is for. An empty list means all.</summary>
public sealed record PolicyMatch
{
    public IReadOnlyList<AlarmClass> Classes { get; init; } = [];

    public IReadOnlyList<string> Products { get; init; } = [];

    public IReadOnlyList<string> Customers { get; init; } = [];

    public WhenHours When { get; init; }

    /// <summary>Business hours, on working days; meaningful unless <see cref="When"/> is always.</summary>
    public TimeOnly From { get; init; } = new(9, 0);

    public TimeOnly To { get; init; } = new(18, 0);
}

public enum WhenHours { Always, BusinessHours, OutsideBusinessHours }
