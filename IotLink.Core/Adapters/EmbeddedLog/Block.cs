using System.Buffers.Binary;
using IotLink.Core.Messages;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// Records in memory, one behind the other: <c>[length u4][ingest time i8, ms][message]</c>. From the newest commits or from a file;
/// never changed, so that messages may point into it.
/// </summary>
internal sealed record Block(long First, int Count, ReadOnlyMemory<byte> Records)
{
    public const int RecordOverhead = 12;

    public long Last => First + Count - 1;

    public static int Write(Message message, long milliseconds, Span<byte> target)
    {
        var length = MessageCodec.Write(message, target[RecordOverhead..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        BinaryPrimitives.WriteInt64LittleEndian(target[4..], milliseconds);
        return RecordOverhead + length;
    }

    /// <summary>Adds the messages behind <paramref name="after"/> until there are <paramref name="max"/>.</summary>
    public void Read(long after, int max, List<StoredMessage> into)
    {
        var records = Records;
        for (var sequence = First; sequence <= Last && into.Count < max; sequence++)
        {
            var span = records.Span;
            var length = BinaryPrimitives.ReadInt32LittleEndian(span);
            if (sequence > after)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(span[4..]));
                into.Add(new(new(0, sequence), at, MessageCodec.Read(records.Slice(RecordOverhead, length))));
            }

            records = records[(RecordOverhead + length)..];
        }
    }
}
