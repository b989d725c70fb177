using IotLink.Core;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>The devices a bench host knows, and how they sign in and send.</summary>
internal static class BenchPlant
{
    public static ProductId Product { get; } = ProductId.Parse("prod-a", null);

    /// <summary>tempC, rpm (it counts), voltage, vibration.</summary>
    private static readonly byte[] Frame = Convert.FromHexString("013C0204B0030900040F");

    private const int RpmAt = 3;

    public static DeviceId Device(int number) => DeviceId.Parse($"bench-{number:D5}", null);

    public static string SecretOf(DeviceId device) => $"secret of {device}";

    /// <summary>The product's frame with another temperature each time; none is an alarm, none too far from the one before.</summary>
    public static byte[] FrameOf(int count)
    {
        var frame = Frame.ToArray();
        frame[1] = (byte)(40 + count % 20);
        return frame;
    }

    /// <summary>One connection for each of the first devices, publishing its product's frame on its own topic.</summary>
    public static IReadOnlyList<MqttClientPlan> Plans(int connections) =>
    [
        .. from number in Enumerable.Range(0, connections)
           let device = Device(number)
           select new MqttClientPlan(device.Value, device.Value, SecretOf(device), $"iotlink/dev/nohub/{device}/periodic/pub/telemetry/bin", Frame, RpmAt),
    ];

    /// <summary>Puts the devices into the registry of a folder no host runs on.</summary>
    public static async Task SeedAsync(string folder, int devices, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Storage:Folder", folder)]);
        builder.Services.AddSingleton(TimeProvider.System).AddIotLinkCore().AddRelationalStore(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync(ct);
        var all = Enumerable.Range(0, devices).Select(Device).ToList();
        await host.Services.GetRequiredService<IDeviceStore>().SaveAsync(
            new([], [], [.. all.Select(id => new Device(id, Product, id.Value))]) { Secrets = all.ToDictionary(id => id, SecretOf) },
            TimeProvider.System.GetUtcNow(),
            ct);
        await host.StopAsync(ct);
    }
}
