using System.Globalization;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Adapters.Relational;

/// <summary>How far the changes of one device and code were carried out.</summary>
internal sealed class AlarmMarkEntity
{
    public required string DeviceId { get; set; }

    public required string Code { get; set; }

    public bool Open { get; set; }

    public int Shard { get; set; }

    /// <summary>Two writers that read the same place cannot both move it.</summary>
    public long Sequence { get; set; }

    /// <summary>When it was last raised: as many times as tell flapping, milliseconds apart by commas.</summary>
    public string Raises { get; set; } = "";

    public IReadOnlyList<DateTimeOffset> RaiseTimes
    {
        get => [.. Raises.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(ms => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture)))];
        set => Raises = string.Join(',', value.Select(t => t.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>See <see cref="RuleMark.Tick"/>.</summary>
    public long Tick { get; set; }

    public StreamPosition Position => new(Shard, Sequence);

    /// <summary>Orders changes of one device and code.</summary>
    public (StreamPosition, long) Place => (Position, Tick);

    public RuleMark ToMark(bool fromRule) => new(Devices.DeviceId.Parse(DeviceId, null), Code, Open, Position) { Tick = Tick, FromRule = fromRule };
}
