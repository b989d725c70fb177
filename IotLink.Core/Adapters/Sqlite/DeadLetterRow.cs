using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>A dead letter as a row of <c>state.db</c>.</summary>
internal static class DeadLetterRow
{
    public const int MaxPayload = 64 << 10;

    public const string Columns = "shard, sequence, ingested, device, product, channel, code, detail, at, spec, payload";

    public static void Insert(Statement insert, DeadLetter letter)
    {
        insert.Bind(1, letter.Position.Shard);
        insert.Bind(2, letter.Position.Sequence);
        insert.Bind(3, letter.IngestedAt.ToUnixTimeMilliseconds());
        insert.Bind(4, letter.Device?.Value);
        insert.Bind(5, letter.Product?.Value);
        insert.Bind(6, (long)letter.Channel);
        insert.Bind(7, letter.Refusal.Code);
        insert.Bind(8, letter.Refusal.Detail);
        insert.Bind(9, (long?)letter.Refusal.Offset);
        insert.Bind(10, letter.SpecVersion);
        insert.Bind(11, letter.Payload.Span[..Math.Min(letter.Payload.Length, MaxPayload)]);
        insert.Run();
    }

    public static DeadLetter Read(Statement row) => new(
        new((int)row.Long(0), row.Long(1)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Long(2)),
        row.IsNull(3) || row.Text(3).Length == 0 ? null : DeviceId.Parse(row.Text(3), null),
        row.IsNull(4) ? null : ProductId.Parse(row.Text(4), null),
        (Channel)row.Long(5),
        new Refusal(row.Text(6), row.Text(7), row.IsNull(8) ? null : (int)row.Long(8)),
        (int)row.Long(9),
        row.Blob(10).ToArray());
}
