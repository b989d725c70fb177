using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Devices;

namespace IotLink.Core.Products;

/// <summary>
/// The metric names of one product, each with a slot number that never changes while the process lives, across spec versions.
/// Names are any text (<c>pm2.5</c>). Grows by itself up to <see cref="MaxMetrics"/>; safe for many threads.
/// </summary>
public sealed class MetricSchema(ProductId product)
{
    /// <summary>A device that invents names cannot fill the memory: beyond this many a name is refused.</summary>
    public const int MaxMetrics = 512;

    private readonly ConcurrentDictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly string[] _names = new string[MaxMetrics];
    private readonly Lock _growing = new();
    private volatile int _count;

    public ProductId Product { get; } = product;

    public int Count => _count;

    public bool TryGetSlot(string name, out int slot) => _slots.TryGetValue(name, out slot);

    /// <returns>false when the product already has <see cref="MaxMetrics"/> names.</returns>
    public bool TryGetOrAdd(string name, out int slot)
    {
        if (_slots.TryGetValue(name, out slot)) return true;
        lock (_growing)
        {
            if (_slots.TryGetValue(name, out slot)) return true;
            if (_count == MaxMetrics) return false;
            slot = _count;
            _names[slot] = name;
            _count = slot + 1;
            _slots[name] = slot;
            return true;
        }
    }

    public string NameOf(int slot) => _names[slot];

    public bool TryNameOf(int slot, [NotNullWhen(true)] out string? name)
    {
        name = slot >= 0 && slot < _count ? _names[slot] : null;
        return name is not null;
    }
}
