using System.Runtime.InteropServices;
using IotLink.Core.Devices;

namespace IotLink.Core.Contracts;

/// <summary>
/// The last value of each device's metrics whose rate of change is promised. What is refused after all is taken back. One thread.
/// </summary>
public sealed class ContractMemory
{
    private readonly Dictionary<(DeviceId Device, string Metric), LastValue> _last = [];
    private readonly List<((DeviceId Device, string Metric) Key, LastValue? Before)> _undo = [];

    /// <summary>After a start: what the stores know of the device's newest reading.</summary>
    public void Recall(DeviceId device, string metric, DateTimeOffset at, double value) =>
        _last[(device, metric)] = new(at.ToUnixTimeMilliseconds(), value);

    /// <summary>A message begins; <see cref="TakeBack"/> goes back to here.</summary>
    public void Begin() => _undo.Clear();

    /// <summary>The message is refused: its values never were.</summary>
    public void TakeBack()
    {
        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            if (_undo[i].Before is { } before) _last[_undo[i].Key] = before;
            else _last.Remove(_undo[i].Key);
        }

        _undo.Clear();
    }

    internal LastValue? Of(DeviceId device, string metric) => _last.TryGetValue((device, metric), out var last) ? last : null;

    internal void Remember(DeviceId device, string metric, LastValue value)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (device, metric), out var known);
        if (known && value.Milliseconds < last.Milliseconds) return;
        _undo.Add(((device, metric), known ? last : null));
        last = value;
    }
}

/// <summary>A value and its event time.</summary>
internal readonly record struct LastValue(long Milliseconds, double Value);
