namespace IotLink.Core.Devices;

/// <summary>One row of the device registry, as it stands now.</summary>
public sealed record Device(DeviceId Id, ProductId Product, string Name)
{
    /// <summary>The hub it hangs under; null for a hub itself and for a stand-alone device.</summary>
    public DeviceId? Hub { get; init; }

    /// <summary>Where it stands today; the dated truth is <see cref="Ownership"/>.</summary>
    public SiteId? Site { get; init; }

    public string? Firmware { get; init; }

    /// <summary>How often it reports when all is well; silence of three periods counts as disconnected.</summary>
    public TimeSpan ReportingPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When it first announced itself; null: registered, never seen.</summary>
    public DateTimeOffset? ProvisionedAt { get; init; }
}
