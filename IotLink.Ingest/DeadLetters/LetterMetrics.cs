using System.Diagnostics.Metrics;
using IotLink.Core.DeadLetters;
using IotLink.Core.Health;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Gateways;

namespace IotLink.Ingest.DeadLetters;

/// <summary>What is counted about dead letters.</summary>
public sealed class LetterMetrics
{
    /// <summary>Jobs looked at for figures; older ones are over.</summary>
    private const int JobsCounted = 100;

    private readonly IDeadLetterStore _letters;
    private readonly ILetterJobStore _jobs;
    private readonly Counter<long> _settled;
    private IReadOnlyDictionary<LetterState, int> _states = Enum.GetValues<LetterState>().ToDictionary(s => s, _ => 0);
    private LetterFigures? _figures;
    private long _reprocessed;

    public LetterMetrics(IMeterFactory meters, IDeadLetterStore letters, ILetterJobStore jobs)
    {
        (_letters, _jobs) = (letters, jobs);
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableGauge("iotlink_dead_letters", Measure, null, "Dead letters kept, by state.");
        _settled = meter.CreateCounter<long>("iotlink_dead_letters_settled_total", null, "What people's jobs made of dead letters, by outcome.");
    }

    /// <summary>As of a second ago.</summary>
    public IReadOnlyDictionary<LetterState, int> States => Volatile.Read(ref _states);

    /// <summary>Letters that became telemetry since the start.</summary>
    public long Reprocessed => Volatile.Read(ref _reprocessed);

    /// <summary>As of a second ago; null before the first look.</summary>
    public LetterFigures? Figures => Volatile.Read(ref _figures);

    internal void Settled(IReadOnlyList<LetterOutcome> outcomes)
    {
        foreach (var state in outcomes.GroupBy(o => o.State)) _settled.Add(state.Count(), new KeyValuePair<string, object?>("outcome", WordOf(state.Key)));
        Interlocked.Add(ref _reprocessed, outcomes.Count(o => o.State == LetterState.Reprocessed));
    }

    internal async Task RefreshAsync(CancellationToken ct)
    {
        var states = await _letters.StatesAsync(ct);
        var jobs = await _jobs.RecentAsync(JobsCounted, ct);
        Volatile.Write(ref _states, states);
        Volatile.Write(ref _figures, new(
            states[LetterState.Open],
            states[LetterState.Parked],
            Reprocessed,
            jobs.Count(j => j.State == JobState.Waiting),
            jobs.Count(j => j.State == JobState.Running)));
    }

    private IEnumerable<Measurement<int>> Measure() =>
        States.Select(s => new Measurement<int>(s.Value, new KeyValuePair<string, object?>("state", WordOf(s.Key))));

    private static string WordOf(LetterState state) => state switch
    {
        LetterState.Open => "open",
        LetterState.Parked => "parked",
        LetterState.Reprocessed => "reprocessed",
        _ => "discarded",
    };
}
