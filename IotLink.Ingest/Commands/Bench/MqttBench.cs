namespace IotLink.Ingest.Commands.Bench;

/// <summary>P2 and P3: QoS 1 over MQTT, acknowledged when durable, alone and with the whole pipeline behind it, beside mosquitto.</summary>
internal static class MqttBench
{
    private static readonly (int Connections, int InFlight, double DurableGoal, double PipelineGoal)[] Shapes = [(1000, 1, 0.6, 0.5), (100, 32, 4, 3)];

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSettings settings, bool pipeline, CancellationToken ct)
    {
        var (goal, what) = pipeline ? ("P3", "whole pipeline, stored") : ("P2", "MQTT QoS 1, durable");
        if (!Epoll.IsSupported) return [BenchRow.NotMeasured(goal, what, "The load generator needs Linux on x64.")];
        await using var own = await BenchHost.StartAsync(settings, Shapes.Max(s => s.Connections), pipeline, ct);
        using var folder = settings.Fresh("mosquitto");
        await using var reference = Mosquitto.Executable is null ? null : await Mosquitto.StartAsync(folder.Path, ct);
        var rows = new List<BenchRow>();
        foreach (var shape in Shapes)
        {
            var plans = BenchPlant.Plans(shape.Connections);
            using var ours = await MqttLoad.ConnectAsync(own.Mqtt, plans, shape.InFlight, ct);
            using var theirs = reference is null ? null : await MqttLoad.ConnectAsync(reference.Address, plans, shape.InFlight, ct);
            await ours.PushAsync(settings.WarmUp, ct);
            var (mosquitto, mine) = await Rounds.AlternateAsync(
                settings.Rounds,
                async () => theirs is null ? double.NaN : await theirs.PushAsync(settings.Round, ct),
                () => pipeline ? StoredAsync(own, ours, settings, ct) : ours.PushAsync(settings.Round, ct));
            rows.Add(BenchRow.AtLeast(
                goal, $"{what}, {shape.Connections} connections x {shape.InFlight} in flight", "msg/s", pipeline ? shape.PipelineGoal : shape.DurableGoal,
                "mosquitto, nothing on disk", theirs is null ? null : mosquitto, mine));
        }

        return rows;
    }

    /// <summary>Messages per second until the last one is in the store.</summary>
    public static async Task<double> StoredAsync(BenchHost host, MqttLoad load, BenchSettings settings, CancellationToken ct)
    {
        await host.WhenQuietAsync(ct);
        var (before, sent, from) = (await host.StoredAsync(ct), load.Sent, TimeProvider.System.GetTimestamp());
        await load.PushAsync(settings.Round, ct);
        await host.WhenStoredAsync(before + load.Sent - sent, ct);
        return (load.Sent - sent) / TimeProvider.System.GetElapsedTime(from).TotalSeconds;
    }
}
