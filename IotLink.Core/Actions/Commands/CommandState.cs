namespace IotLink.Core.Actions.Commands;

/// <summary>How far a command is. It never says more than is known; the numbers are stored.</summary>
public enum CommandState
{
    /// <summary>Asked for; a second person has to approve it.</summary>
    Requested = 0,

    /// <summary>A second person said yes.</summary>
    Approved = 1,

    /// <summary>In the outbox: the device is away, or its turn has not come.</summary>
    Queued = 2,

    /// <summary>Handed to the device's connection, or written into its shadow. Whether it arrived is not known.</summary>
    Sent = 3,

    /// <summary>The device's own PUBACK says that it has it.</summary>
    Delivered = 4,

    /// <summary>The device answered that it did it.</summary>
    Acknowledged = 5,

    /// <summary>Telemetry shows that it helped.</summary>
    Verified = 6,

    /// <summary>Its time ran out before the device had it, or before it was approved.</summary>
    Expired = 7,

    /// <summary>A guard or a person said no; the device has not heard of it.</summary>
    Refused = 8,

    /// <summary>The device said no, did not answer, or telemetry did not show it.</summary>
    Failed = 9,
}
