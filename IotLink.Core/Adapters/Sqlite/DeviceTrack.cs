using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// What is known of one device without reading: the end of its chain and its newest reading. The writer works ahead on its own side;
/// readers see what is committed.
/// </summary>
internal sealed class DeviceTrack(DeviceId id, int word)
{
    private readonly Lock _gate = new();
    private DeviceTip _committed = DeviceTip.None;
    private byte[] _body = [];
    private int _bodyLength;

    public DeviceId Id => id;

    public int Word => word;

    /// <summary>The writer's side, ahead of what readers see until <see cref="Commit"/>.</summary>
    public DeviceTip Tip { get; private set; } = DeviceTip.None;

    /// <summary>In the writer's list of tracks the batch has touched.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Differs from what state.db has.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Where the batch's newest reading stands in the writer's arena; length 0 when the committed one is newer.</summary>
    public (int Start, int Length) Ahead { get; private set; }

    /// <summary>A row is added. Of two readings of the same time the later one is the newest.</summary>
    public void Add(RowRef row, long time, int start, int length)
    {
        if (time >= Tip.Newest) (Tip, Ahead) = (new(row, time, row), (start, length));
        else Tip = Tip with { Head = row };
    }

    public void Commit(ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            _committed = Tip;
            if (body.IsEmpty) return;
            if (_body.Length < body.Length) _body = new byte[body.Length + 16];
            body.CopyTo(_body);
            _bodyLength = body.Length;
        }
    }

    /// <summary>The batch is over, committed or not.</summary>
    public void Settle() => (Tip, Ahead, IsTouched) = (Committed, default, false);

    public DeviceTip Committed
    {
        get
        {
            lock (_gate) return _committed;
        }
    }

    public StoredReading? Newest(Words words)
    {
        lock (_gate)
        {
            return _bodyLength == 0
                ? null
                : RowCodec.Read(_body.AsSpan(0, _bodyLength), _committed.NewestRow, _committed.Newest, id, words);
        }
    }

    public (DeviceTip Tip, byte[] Body) Snapshot()
    {
        lock (_gate) return (_committed, _body[.._bodyLength]);
    }

    /// <summary>
    /// Rows to come say at least this as the newest event time so far, ms: what a generation replaced may come back, and it must be found.
    /// </summary>
    public long Floor { get; private set; } = long.MinValue;

    public void RaiseFloor(long floor) => Floor = Math.Max(Floor, floor);

    /// <summary>The past was decoded again: another reading is the newest, or none. By the writer, between batches.</summary>
    public void Correct(DeviceTip tip, ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            _body = body.ToArray();
            (_committed, Tip, _bodyLength) = (tip, tip, body.Length);
        }
    }

    /// <summary>At the start, from state.db or from a row behind it.</summary>
    public void Restore(DeviceTip tip, ReadOnlySpan<byte> body)
    {
        Tip = tip;
        Commit(body);
    }
}

/// <summary>The end of a device's chain.</summary>
/// <param name="Head">The last row that came.</param>
/// <param name="Newest">Newest event time, ms; <see cref="long.MinValue"/> before the first.</param>
/// <param name="NewestRow">The row with it.</param>
internal readonly record struct DeviceTip(RowRef Head, long Newest, RowRef NewestRow)
{
    public static DeviceTip None => new(default, long.MinValue, default);
}
