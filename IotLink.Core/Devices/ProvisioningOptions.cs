using System.ComponentModel.DataAnnotations;

namespace IotLink.Core.Devices;

/// <summary>Section <c>Provisioning</c>.</summary>
public sealed class ProvisioningOptions
{
    public const string Section = "Provisioning";

    /// <summary>Devices that may hang under one hub by what it announces; beyond it its announcements of new ones are refused.</summary>
    [Range(0, 1_000_000)]
    public int MaxChildrenPerHub { get; set; } = 1000;
}
