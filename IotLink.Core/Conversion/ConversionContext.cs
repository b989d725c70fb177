using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>One message being converted: where it came from and where its readings go.</summary>
/// <param name="First">Readings in the batch before this message.</param>
internal readonly record struct ConversionContext(
    StoredMessage Stored, Device Device, ISpecSource Specs, TelemetryBatch Batch, ConversionNotes Notes, int First)
{
    public Message Message => Stored.Message;

    public ReadOnlySpan<Reading> Readings => Batch.Readings[First..];

    public Reading AddOwn() => Add(Device, Message.Hub ?? Device.Hub);

    public Reading Add(Device device, DeviceId? hub)
    {
        var index = Batch.Readings.Length - First;
        var reading = Batch.Add(Specs.SchemaOf(device.Product));
        reading.Position = Stored.Position;
        reading.Index = index;
        reading.Device = device.Id;
        reading.Hub = hub;
        reading.IngestTimestamp = Stored.IngestedAt;
        return reading;
    }

    /// <summary>Gives a reading its times.</summary>
    public void Stamp(Reading reading, DateTimeOffset? device, DateTimeOffset? header, DateTimeOffset? hub)
    {
        var time = EventClock.Pick(device, header, hub, Stored.IngestedAt);
        (reading.EventTime, reading.TimeSource) = (time.Time, time.Source);
        (reading.DeviceTimestamp, reading.HubTimestamp) = (device, hub);
        if (time.Corrected) reading.Marks |= ReadingMarks.ClockCorrected;
    }

    /// <summary>
    /// Whether the sender may bring readings of <paramref name="id"/>: itself, its children, and their children.
    /// </summary>
    public Refusal? Speaks(DeviceId id, out Device device)
    {
        device = Device;
        if (id == Device.Id) return null;
        if (Specs.DeviceOf(id) is not { } found) return new(Reason.DeviceUnknown, $"No device '{id}' is registered.");
        device = found;
        if (found.Hub == Device.Id || (found.Hub is { } parent && Specs.DeviceOf(parent)?.Hub == Device.Id)) return null;
        return new(Reason.TopicForbidden, $"'{Device.Id}' sent a reading of '{id}', which does not hang under it.");
    }
}
