using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Alarms;

namespace IotLink.Core.Actions.Repair;

/// <summary>What one step of a loop does; all of it is written in one transaction.</summary>
public sealed record RepairDecision(RepairRun After)
{
    public IReadOnlyList<RepairEvent> Happened { get; init; } = [];

    /// <summary>Taken on the alarm, in order; one that its lifecycle refuses is passed over.</summary>
    public IReadOnlyList<AlarmStep> Alarm { get; init; } = [];

    public Command? Ask { get; init; }

    /// <summary>A remedy that is not to go out any more.</summary>
    public CommandStep? OnCommand { get; init; }

    public DispatchRequest? Dispatch { get; init; }

    public RemedyStop? Stop { get; init; }
}
