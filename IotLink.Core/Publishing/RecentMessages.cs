using System.Runtime.CompilerServices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Publishing;

/// <summary>The newest messages of the stream, as far back as a question to it may go.</summary>
internal static class RecentMessages
{
    private const int AtOnce = 4096;

    /// <summary>What came since then, shard by shard in order; of each shard at most the newest so many are looked through.</summary>
    public static async IAsyncEnumerable<StoredMessage> ReadAsync(
        IMessageReader stream, DateTimeOffset since, int mostPerShard, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var shard in stream.Shards)
        {
            var (after, last) = Newest(stream, shard, mostPerShard);
            while (after < last)
            {
                var read = await stream.ReadAsync(shard, after, (int)Math.Min(AtOnce, last - after), ct);
                foreach (var stored in read)
                {
                    if (stored.IngestedAt >= since) yield return stored;
                }

                after = read[^1].Position.Sequence;
            }
        }
    }

    /// <returns>From when on <see cref="ReadAsync"/> passes nothing over; <paramref name="since"/> or later.</returns>
    public static async Task<DateTimeOffset> CompleteSinceAsync(IMessageReader stream, DateTimeOffset since, int mostPerShard, CancellationToken ct)
    {
        foreach (var shard in stream.Shards)
        {
            var (after, last) = Newest(stream, shard, mostPerShard);
            if (after >= last || after == 0) continue;
            if ((await stream.ReadAsync(shard, after, 1, ct))[0].IngestedAt is var first && first > since) since = first;
        }

        return since;
    }

    private static (long After, long Last) Newest(IMessageReader stream, int shard, int most)
    {
        var (first, last) = stream.Range(shard);
        return (Math.Max(first - 1, last - most), last);
    }
}
