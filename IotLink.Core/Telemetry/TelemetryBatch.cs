using IotLink.Core.Products;
using IotLink.Core.Quality;

namespace IotLink.Core.Telemetry;

/// <summary>
/// The effects of a run of messages from one shard, saved in one go: readings, dead letters, and the checkpoint behind them.
/// Reused from batch to batch, readings included, so that the hot path allocates nothing per message.
/// </summary>
public sealed class TelemetryBatch
{
    private readonly List<Reading> _pool = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private int _used;

    public int Shard { get; private set; }

    /// <summary>Sequence of the last message whose effects are in here; the store's checkpoint once saved.</summary>
    public long Through { get; set; }

    public ReadOnlySpan<Reading> Readings => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pool)[.._used];

    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters;

    /// <summary>What the batch adds to the quality counts.</summary>
    public QualityTally Quality { get; } = new();

    /// <summary>What the rules remember of devices, where it has changed.</summary>
    public List<KeptRuleState> RuleStates { get; } = [];

    /// <summary>Until when somebody listened for this shard; null: it does not say.</summary>
    public DateTimeOffset? RuleClock { get; set; }

    /// <summary>A time before this batch in which nobody listened for this shard; null: none that is not saved yet.</summary>
    public UnheardTime? Unheard { get; set; }

    /// <summary>What rules on shadow run would have said.</summary>
    public List<RuleFiring> Firings { get; } = [];

    public void Begin(int shard)
    {
        (Shard, Through, _used, RuleClock, Unheard) = (shard, 0, 0, null, null);
        RuleStates.Clear();
        Firings.Clear();
        _deadLetters.Clear();
        Quality.Clear();
    }

    /// <summary>A cleared reading at the end of the batch.</summary>
    public Reading Add(MetricSchema schema)
    {
        if (_used == _pool.Count) _pool.Add(new(schema));
        var reading = _pool[_used++];
        reading.Reset(schema);
        return reading;
    }

    /// <summary>Takes back the readings added since <paramref name="count"/> were there: a message is stored whole or not at all.</summary>
    public void TakeBackTo(int count) => _used = count;

    public void Add(DeadLetter letter) => _deadLetters.Add(letter);
}
