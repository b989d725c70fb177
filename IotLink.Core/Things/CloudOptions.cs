namespace IotLink.Core.Things;

/// <summary>Section <c>Devices</c>: who keeps shadows and jobs, and whose broker devices are connected to.</summary>
public sealed class CloudOptions
{
    public const string Section = "Devices";

    public DeviceCloud Cloud { get; set; } = DeviceCloud.Embedded;
}

public enum DeviceCloud
{
    /// <summary>IotLink itself: its own broker, its own stores.</summary>
    Embedded,

    /// <summary>AWS IoT Core of one account and region.</summary>
    Aws,
}
