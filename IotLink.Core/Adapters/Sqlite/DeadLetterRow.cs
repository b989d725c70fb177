using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>A dead letter as a row of <c>state.db</c>.</summary>
internal static class DeadLetterRow
{
    public const int MaxPayload = 64 << 10;

    public const string Columns =
        "shard, sequence, ingested, device, product, channel, code, detail, at, spec, payload, format, fport, framed, "
        + "state, attempts, not_before, changed, changed_by, note, stored_for, edition";

    /// <summary>What the pipeline says of a letter; the rest is what becomes of it.</summary>
    public const string Made = "shard, sequence, ingested, device, product, channel, code, detail, at, spec, payload, format, fport, framed, stored_for, edition";

    /// <summary>A letter that is there already stays as it is, with all that became of it.</summary>
    public const string InsertSql = """
        INSERT OR IGNORE INTO dead_letter(shard, sequence, ingested, device, product, channel, code, detail, at, spec, payload, format, fport, framed, stored_for, edition)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

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
        insert.Bind(12, (long)letter.Format);
        insert.Bind(13, letter.FPort);
        insert.Bind(14, letter.IsFramed ? 1 : 0);
        insert.Bind(15, letter.StoredFor);
        insert.Bind(16, letter.Edition);
        insert.Run();
    }

    public static DeadLetter Read(Statement row) => new(
        new((int)row.Long(0), row.Long(1)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Long(2)),
        row.IsNull(3) || row.Text(3).Length == 0 ? null : DeviceId.Parse(row.Text(3), null),
        ProductAt(row, 4),
        (Channel)row.Long(5),
        new Refusal(row.Text(6), row.Text(7), row.IsNull(8) ? null : (int)row.Long(8)),
        (int)row.Long(9),
        row.Blob(10).ToArray())
    {
        Format = (PayloadFormat)row.Long(11),
        FPort = (byte)row.Long(12),
        IsFramed = row.Long(13) != 0,
        State = (LetterState)row.Long(14),
        Attempts = (int)row.Long(15),
        NotBefore = TimeAt(row, 16),
        ChangedAt = TimeAt(row, 17),
        ChangedBy = row.IsNull(18) ? null : row.Text(18),
        Note = row.IsNull(19) ? null : row.Text(19),
        StoredFor = row.IsNull(20) ? null : row.Text(20),
        Edition = row.IsNull(21) ? 0 : row.Long(21),
    };

    public static ProductId? ProductAt(Statement row, int column) => row.IsNull(column) ? null : ProductId.Parse(row.Text(column), null);

    public static DateTimeOffset? TimeAt(Statement row, int column) =>
        row.IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Long(column));
}
