using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;

namespace IotLink.Core.Actions.Repair;

/// <summary>What a step of a loop is decided from, beside the run itself; read in the transaction that writes it.</summary>
/// <param name="Device">null: it is not registered any more.</param>
/// <param name="Command">The remedy under way.</param>
/// <param name="Next">The action of the rung whose turn it is; null: the catalogue has no such entry.</param>
public sealed record RepairScene(Alarm Alarm, Device? Device, Command? Command, DeviceAction? Next, CommandScene Guards, DeviceSight Sight)
{
    /// <summary>How the last runs of the remedy under way ended, this one included.</summary>
    public IReadOnlyList<RemedyOutcome> Outcomes { get; init; } = [];
}
