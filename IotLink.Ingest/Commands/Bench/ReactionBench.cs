using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>P4: how long from a publish to the fired rule at half load, beside one fdatasync; and what a message costs in CPU time.</summary>
internal static partial class ReactionBench
{
    private const int Connections = 500;
    private const int Probes = 200;
    private const double CpuLoad = 10_000;
    private const double CpuGoal = 40;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSettings settings, CancellationToken ct)
    {
        const string what = "publish to rule fired, half load, p50";
        if (!Epoll.IsSupported) return [BenchRow.NotMeasured("P4", what, "The load generator needs Linux on x64.")];
        await using var host = await BenchHost.StartAsync(settings, Connections + Probes, pipeline: true, ct);
        var capacity = await CapacityAsync(host, settings, ct);
        using var load = await MqttLoad.ConnectAsync(host.Mqtt, BenchPlant.Plans(Connections), inFlight: 32, ct);
        await load.PaceAsync(CpuLoad, settings.WarmUp, ct);
        var cpu = await CpuAsync(host, load, settings, ct);

        var flush = FlushMilliseconds(host.Folder);
        var probing = ProbeAsync(host, ct);
        while (!probing.IsCompleted) await load.PaceAsync(capacity / 2, TimeSpan.FromSeconds(1), ct);
        await probing;
        flush = Rounds.Median([flush, FlushMilliseconds(host.Folder)]);
        var delays = await DelaysAsync(host.Folder, ct);
        return
        [
            BenchRow.AtMost("P4", what, "ms", 8, "one fdatasync, p50", flush, Rounds.Median(delays)) with
            {
                Note = FormattableString.Invariant($"{delays.Count} of {Probes} probes, at {capacity / 2:F0} msg/s, p99 {delays.Order().ElementAtOrDefault(delays.Count * 99 / 100):F1} ms"),
            },
            new("P4", "CPU per message at 10,000 msg/s over 500 connections", "us", "<= 40", "the goal itself", CpuGoal, Math.Round(cpu, 1), Math.Round(cpu / CpuGoal, 2), cpu <= CpuGoal),
        ];
    }

    /// <summary>What the pipeline stores a second when every connection waits for its acknowledgement.</summary>
    private static async Task<double> CapacityAsync(BenchHost host, BenchSettings settings, CancellationToken ct)
    {
        using var load = await MqttLoad.ConnectAsync(host.Mqtt, BenchPlant.Plans(Connections), inFlight: 1, ct);
        await load.PushAsync(settings.WarmUp, ct);
        return await MqttBench.StoredAsync(host, load, settings, ct);
    }

    private static async Task<double> CpuAsync(BenchHost host, MqttLoad load, BenchSettings settings, CancellationToken ct)
    {
        var rounds = new List<double>();
        for (var i = 0; i < settings.Rounds; i++)
        {
            var (cpu, sent) = (host.CpuTime, load.Sent);
            await load.PaceAsync(CpuLoad, settings.Round, ct);
            rounds.Add((host.CpuTime - cpu).TotalMicroseconds / (load.Sent - sent));
        }

        return Rounds.Median(rounds);
    }

    /// <summary>Devices of their own that each turn hot once. A probe leaves at the turn of a millisecond, which is what its timestamp says.</summary>
    private static async Task ProbeAsync(BenchHost host, CancellationToken ct)
    {
        for (var i = 0; i < Probes; i++)
        {
            var device = BenchPlant.Device(Connections + i);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(host.Mqtt, ct);
            await socket.SendAsync(MqttPackets.Connect(device.Value, device.Value, BenchPlant.SecretOf(device)), ct);
            var answer = new byte[MqttPackets.ConnAckLength];
            await socket.ReceiveAsync(answer, ct);
            var next = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 2;
            var payload = JsonSerializer.SerializeToUtf8Bytes(new { device_timestamp = next, data = new { metrics = new { tempC = 92, rpm = i } } });
            var (packet, idAt) = MqttPackets.Publish($"iotlink/dev/nohub/{device}/periodic/pub/telemetry/json", payload);
            packet[idAt + 1] = 1;
            while (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() < next)
            {
            }

            await socket.SendAsync(packet, ct);
            await socket.ReceiveAsync(answer, ct);
        }
    }

    /// <summary>Milliseconds from event time to the moment the rule fired, by the alarms themselves.</summary>
    private static async Task<IReadOnlyList<double>> DelaysAsync(string folder, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Storage:Folder", folder)]);
        builder.Services.AddSingleton(TimeProvider.System).AddRelationalStore(builder.Configuration);
        using var services = builder.Build();
        var alarms = services.Services.GetRequiredService<IAlarmStore>();
        var page = await alarms.ListAsync(DeviceScope.All, new(Take: Probes), ct);
        return [.. page.Items.Select(row => (row.Alarm.NoticedAt - row.Alarm.RaisedAt).TotalMilliseconds)];
    }

    /// <summary>Median of writing a page and flushing it.</summary>
    private static double FlushMilliseconds(string folder)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "flush"), FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, new byte[1 << 20], 0);
        var page = new byte[4096];
        return Rounds.Median(Enumerable.Range(0, 200).Select(i =>
        {
            var from = TimeProvider.System.GetTimestamp();
            RandomAccess.Write(file, page, i % 256 * page.Length);
            if (fdatasync((int)file.DangerousGetHandle()) != 0) throw new EnvironmentException("fdatasync failed.");
            return TimeProvider.System.GetElapsedTime(from).TotalMilliseconds;
        }).ToList());
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(int descriptor);
}
