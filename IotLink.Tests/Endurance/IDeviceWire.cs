namespace IotLink.Tests.Endurance;

/// <summary>One connection of a device under load. Everything that means "the host is gone" is an <see cref="IOException"/> or a kin of it.</summary>
internal interface IDeviceWire : IDisposable
{
    Task SendAsync(int number, bool again, CancellationToken ct);

    /// <summary>Completes when the host has acknowledged this message, the oldest that is open.</summary>
    Task AcknowledgedAsync(int number, CancellationToken ct);
}
