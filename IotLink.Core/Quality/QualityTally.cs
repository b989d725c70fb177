using System.Runtime.InteropServices;

namespace IotLink.Core.Quality;

/// <summary>
/// What a batch adds to the counts: saved with the batch's checkpoint or not at all. Used again from batch to batch; counting a reading
/// that is well allocates nothing.
/// </summary>
public sealed class QualityTally
{
    private readonly Dictionary<QualityKey, QualityCounts> _counts = [];
    private readonly Dictionary<BreachKey, BreachCounts> _breaches = [];

    public IReadOnlyDictionary<QualityKey, QualityCounts> Counts => _counts;

    public IReadOnlyDictionary<BreachKey, BreachCounts> Breaches => _breaches;

    public bool IsEmpty => _counts.Count == 0;

    public void Clear()
    {
        _counts.Clear();
        _breaches.Clear();
    }

    public ref QualityCounts Of(QualityKey key) => ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _);

    public ref BreachCounts Of(BreachKey key) => ref CollectionsMarshal.GetValueRefOrAddDefault(_breaches, key, out _);
}
