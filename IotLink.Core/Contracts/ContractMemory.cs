using IotLink.Core.Devices;

namespace IotLink.Core.Contracts;

/// <summary>
/// The last value of each device's metrics whose rate of change is promised. What is refused after all is taken back. One thread.
/// </summary>
public sealed class ContractMemory
{
    private readonly Dictionary<DeviceId, Values> _devices = [];
    private readonly List<(Values Of, int Place, LastValue? Before)> _undo = [];

    /// <summary>A reading asks for several metrics, one after the other.</summary>
    private Values? _current;

    /// <summary>After a start: what the stores know of the device's newest reading.</summary>
    public void Recall(DeviceId device, string metric, DateTimeOffset at, double value)
    {
        var values = ValuesOf(device);
        var place = values.PlaceOf(metric);
        values.Last[place] = new(at.ToUnixTimeMilliseconds(), value);
    }

    /// <summary>A message begins; <see cref="TakeBack"/> goes back to here.</summary>
    public void Begin() => _undo.Clear();

    /// <summary>The message is refused: its values never were.</summary>
    public void TakeBack()
    {
        for (var i = _undo.Count - 1; i >= 0; i--) _undo[i].Of.Last[_undo[i].Place] = _undo[i].Before;
        _undo.Clear();
    }

    internal LastValue? Of(DeviceId device, string metric)
    {
        var values = ValuesOf(device);
        var place = values.PlaceOf(metric);
        return values.Last[place];
    }

    internal void Remember(DeviceId device, string metric, LastValue value)
    {
        var values = ValuesOf(device);
        var place = values.PlaceOf(metric);
        var before = values.Last[place];
        if (value.Milliseconds < before?.Milliseconds) return;
        _undo.Add((values, place, before));
        values.Last[place] = value;
    }

    private Values ValuesOf(DeviceId device)
    {
        if (_current is { } current && current.Device == device) return current;
        if (!_devices.TryGetValue(device, out var values)) _devices[device] = values = new(device);
        return _current = values;
    }

    /// <summary>One device's: few, so they are looked through.</summary>
    private sealed class Values(DeviceId device)
    {
        private string[] _metrics = [];

        private LastValue?[] _last = [];

        public DeviceId Device => device;

        public Span<LastValue?> Last => _last;

        public int PlaceOf(string metric)
        {
            var place = Array.IndexOf(_metrics, metric);
            if (place >= 0) return place;
            Array.Resize(ref _metrics, _metrics.Length + 1);
            Array.Resize(ref _last, _metrics.Length);
            _metrics[^1] = metric;
            return _metrics.Length - 1;
        }
    }
}

/// <summary>A value and its event time.</summary>
internal readonly record struct LastValue(long Milliseconds, double Value);
