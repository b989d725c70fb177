using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>The devices of a plant, each with its own connection, talking until told to stop.</summary>
internal sealed class Fleet
{
    private readonly IReadOnlyList<SimulatedDevice> _devices;
    private readonly ILookup<DeviceId, SimulatedDevice> _childrenOf;

    /// <param name="registered">Devices whose product has no model are left out.</param>
    public Fleet(IEnumerable<Device> registered)
    {
        var ordinals = new Dictionary<ProductId, int>();
        _devices = [.. registered.Select(d => Simulate(d, ordinals)).OfType<SimulatedDevice>()];
        _childrenOf = _devices.Where(d => d.Device.Hub is not null).ToLookup(d => d.Device.Hub!.Value);
    }

    public IReadOnlyList<SimulatedDevice> Devices => _devices;

    /// <summary>Runs until cancelled; survives gateways that come and go.</summary>
    public async Task RunAsync(FleetTargets targets, Func<DeviceId, string> secretOf, FleetClock clock, FleetFigures figures, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = targets.Http, Timeout = TimeSpan.FromSeconds(20) };
        var runs = from device in _devices
                   where device.Device.Hub is null
                   let dial = Dial(device, targets, secretOf(device.Device.Id), http)
                   where dial is not null
                   select new DeviceRun(device, [.. _childrenOf[device.Device.Id]], dial, clock, figures).RunAsync(ct);
        try
        {
            await Task.WhenAll(runs.ToList());
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private static SimulatedDevice? Simulate(Device device, Dictionary<ProductId, int> ordinals)
    {
        if (PlantModel.Find(device.Product) is not { } product) return null;
        var ordinal = ordinals.GetValueOrDefault(device.Product);
        ordinals[device.Product] = ordinal + 1;
        return new(device, product, product.Wires[ordinal % product.Wires.Count], FaultPlan.For(device.Product, ordinal));
    }

    /// <returns>null when the targets have no place for this device to dial.</returns>
    private Func<IUplink>? Dial(SimulatedDevice device, FleetTargets targets, string secret, HttpClient http)
    {
        var id = device.Device.Id;
        var who = new UplinkIdentity(id, device.Device.Hub, _childrenOf.Contains(id), secret);
        if (device.Wire == Wire.Tcp)
            return targets.Tcp(device.Product.Product) is { } tcp ? () => new TcpUplink(tcp.Host, tcp.Port, device.Product.Tcp!.Login?.Invoke(id)) : null;
        if (device.Wire.IsRest()) return targets.Http is null ? null : () => new RestUplink(http, who);
        return targets.Mqtt is { } mqtt ? () => new MqttUplink(mqtt.Host, mqtt.Port, targets.Environment, who) : null;
    }
}
