namespace IotLink.Ingest.Commands.Bench;

/// <summary>The goals in their order, and what measures them.</summary>
internal static class BenchPlan
{
    public static IReadOnlyList<string> Goals { get; } = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"];

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchSettings settings, IReadOnlySet<string> wanted, CancellationToken ct)
    {
        var rows = new List<BenchRow>();
        await Goal("P1", () => AppendBench.RunAsync(settings, ct));
        await Goal("P2", () => MqttBench.RunAsync(settings, pipeline: false, ct));
        await Goal("P3", () => MqttBench.RunAsync(settings, pipeline: true, ct));
        await Goal("P4", () => ReactionBench.RunAsync(settings, ct));
        await Goal("P5", () => Task.FromResult(DecodeBench.Run(settings).Concat(RuleBench.Run(settings))));
        await Goal("P6", () => RulesBench.RunAsync(settings, ct));
        await Goal("P7", () => HistoryBench.RunAsync(settings, ct));
        return rows;

        async Task Goal(string name, Func<Task<IEnumerable<BenchRow>>> measure)
        {
            if (!wanted.Contains(name)) return;
            ct.ThrowIfCancellationRequested();
            await settings.Progress.WriteLineAsync($"measuring {name} ...");
            try
            {
                rows.AddRange(await measure());
            }
            catch (EnvironmentException e)
            {
                rows.Add(BenchRow.NotMeasured(name, "", e.Message));
            }
        }
    }
}
