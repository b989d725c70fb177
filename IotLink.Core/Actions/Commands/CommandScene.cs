using IotLink.Core.Actions.Repair;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Actions.Commands;

/// <summary>What the guards look at, read in the transaction that writes the command.</summary>
public sealed record CommandScene
{
    /// <summary>What still runs on the device.</summary>
    public IReadOnlyList<Command> Running { get; init; } = [];

    /// <summary>When the action last began on the device, within its cap's time, newest first.</summary>
    public IReadOnlyList<DateTimeOffset> OnDevice { get; init; } = [];

    /// <summary>The same on all devices of the product.</summary>
    public IReadOnlyList<DateTimeOffset> OnFleet { get; init; } = [];

    /// <summary>Set when the remedy stopped itself.</summary>
    public RemedyStop? Stop { get; init; }
}

/// <summary>What is known of the device when a command is asked for or about to go out.</summary>
/// <param name="Newest">null: it never reported.</param>
/// <param name="IsFresh">Whether the newest reading is recent enough to rest a decision on.</param>
public sealed record DeviceSight(StoredReading? Newest, bool IsFresh)
{
    public static DeviceSight None { get; } = new(null, false);

    /// <summary>A reading speaks for the device for three periods, as everywhere.</summary>
    public static DeviceSight Of(Devices.Device device, StoredReading? newest, DateTimeOffset now) =>
        new(newest, newest is not null && now - newest.IngestTimestamp <= device.ReportingPeriod * 3);
}
