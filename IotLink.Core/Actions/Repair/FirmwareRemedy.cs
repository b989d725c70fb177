using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Actions.Repair;

/// <summary>A firmware as a remedy: a command that goes over <see cref="ActionTransport.Ota"/>. Whoever carries it out is its channel.</summary>
public static class FirmwareRemedy
{
    /// <summary>The command's parameter: a version, or <see cref="Latest"/>.</summary>
    public const string Version = "version";

    /// <summary>The image that was released last.</summary>
    public const string Latest = "latest";

    /// <returns>null for a remedy that is no firmware.</returns>
    public static DeviceAction? ActionOf(Rung rung, ProductId product) => rung.Firmware is not { } firmware ? null : new()
    {
        Id = rung.Name,
        Product = product,
        Command = "ota",
        Transport = ActionTransport.Ota,
        Parameters = [new(Version, ParameterType.Text) { Default = firmware }],
        Timeout = TimeSpan.FromHours(1),
        TimeToLive = TimeSpan.FromDays(1),
        Verify = TimeSpan.FromMinutes(30),
    };
}
