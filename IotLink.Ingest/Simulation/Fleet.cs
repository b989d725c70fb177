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
        var all = registered.ToList();
        var hubs = all.Select(d => d.Hub).OfType<DeviceId>().ToHashSet();
        _devices = [.. all.Select(d => Simulate(d, hubs.Contains(d.Id), ordinals)).OfType<SimulatedDevice>()];
        _childrenOf = _devices.Where(d => d.Device.Hub is not null).ToLookup(d => d.Device.Hub!.Value);
    }

    public IReadOnlyList<SimulatedDevice> Devices => _devices;

    /// <summary>Runs until cancelled; survives gateways that come and go.</summary>
    public async Task RunAsync(FleetTargets targets, Func<DeviceId, string> secretOf, FleetClock clock, FleetFigures figures, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = targets.Http, Timeout = TimeSpan.FromSeconds(20) };
        var runs = from device in _devices
                   where device.Device.Hub is null
                   let dial = Dial(device, targets, secretOf, http, clock)
                   where dial is not null
                   select new DeviceRun(device, [.. _childrenOf[device.Device.Id]], dial, clock, figures).RunAsync(ct);
        try
        {
            await Task.WhenAll([.. runs, .. Links(targets, secretOf, clock).Select(link => link.RunAsync(ct))]);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    /// <summary>Devices that send over TCP take commands over MQTT.</summary>
    private IEnumerable<ControlLink> Links(FleetTargets targets, Func<DeviceId, string> secretOf, FleetClock clock) =>
        from device in _devices
        where device.Wire == Wire.Tcp && device.Product.TakesCommands && device.Device.Hub is null && targets.Mqtt is not null
        select new ControlLink(device, new(device, targets.Environment, null, clock), targets.Mqtt!.Value, secretOf(device.Device.Id), clock);

    private static SimulatedDevice? Simulate(Device device, bool isHub, Dictionary<ProductId, int> ordinals)
    {
        if (PlantModel.Find(device.Product) is not { } product) return null;
        if (isHub) return new(device, product, Wire.MqttMetrics, FaultCourse.None);
        var ordinal = ordinals.GetValueOrDefault(device.Product);
        ordinals[device.Product] = ordinal + 1;
        var wire = product.Wires[ordinal % product.Wires.Count];
        return new(device, product, device.Hub is null ? wire : wire.BehindHub(), FaultPlan.For(device.Product, ordinal));
    }

    /// <returns>null when the targets have no place for this device to dial.</returns>
    private Func<IUplink>? Dial(SimulatedDevice device, FleetTargets targets, Func<DeviceId, string> secretOf, HttpClient http, FleetClock clock)
    {
        var id = device.Device.Id;
        if (device.Wire == Wire.Tcp)
            return targets.Tcp(device.Product.Product) is { } tcp ? () => new TcpUplink(tcp, device.Product.Tcp!.Login?.Invoke(id)) : null;
        if (device.Wire.IsRest()) return targets.Http is null ? null : () => new RestUplink(http, secretOf(id));
        DeviceId? hub = _childrenOf.Contains(id) ? id : null;
        return targets.Mqtt is { } mqtt ? () => new MqttUplink(mqtt, targets.Environment, id, hub, secretOf(id), device.Product.TakesCommands ? new(device, targets.Environment, hub, clock) : null) : null;
    }
}
