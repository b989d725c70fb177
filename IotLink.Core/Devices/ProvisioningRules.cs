namespace IotLink.Core.Devices;

/// <summary>Who may say what about which device. Pure.</summary>
internal static class ProvisioningRules
{
    /// <param name="known">The device as registered; null when it is not.</param>
    /// <param name="hub">The hub of the notice as registered.</param>
    public static ProvisioningDecision Decide(DeviceNotice notice, Device? known, CustomerId? owner, Device? hub, CustomerId? hubOwner)
    {
        if (notice.Hub is not null && hub is null) return ProvisioningDecision.Refused("its hub is not registered");
        if (notice.Hub == notice.Device) return ProvisioningDecision.Refused("a device cannot hang under itself");
        if (known is null) return Register(notice, hub);
        if (notice.Product is { } product && product != known.Product) return ProvisioningDecision.Refused($"it is registered as {known.Product}");
        if (hub is not null && known.Hub != hub.Id && owner != hubOwner) return ProvisioningDecision.Refused("it belongs to another customer than its hub");
        var after = known with
        {
            Hub = hub?.Id ?? known.Hub,
            Firmware = notice.Firmware ?? known.Firmware,
            ProvisionedAt = known.ProvisionedAt ?? (notice.Completed ? notice.At : null),
        };
        return after == known ? ProvisioningDecision.Nothing : new(after, null);
    }

    /// <summary>A hub brings its children; nobody brings himself, or a product would be whatever a stranger says.</summary>
    private static ProvisioningDecision Register(DeviceNotice notice, Device? hub)
    {
        if (hub is null) return ProvisioningDecision.Refused("it is not registered");
        if (notice.Product is not { } product) return ProvisioningDecision.Refused("it is not registered and no product was named");
        return new(
            new(notice.Device, product, notice.Device.Value)
            {
                Hub = hub.Id,
                Site = hub.Site,
                Firmware = notice.Firmware,
                ProvisionedAt = notice.Completed ? notice.At : null,
            },
            null);
    }
}

/// <summary>What becomes of a notice: a device to save, a reason why not, or neither when all is as it was.</summary>
internal sealed record ProvisioningDecision(Device? Save, string? Refusal)
{
    public static ProvisioningDecision Nothing { get; } = new(null, null);

    public static ProvisioningDecision Refused(string why) => new(null, why);
}
