using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Ingest.Gateways.Repeats;

/// <summary>
/// What is in doubt after a start: the process may have been killed between a commit and its answers, and nobody remembers. So it is what
/// came in the last seconds before the log's end, and nothing older.
/// </summary>
internal sealed class LogTail(IMessageReader stream)
{
    /// <summary>Longer than an answer takes, and than the start of a host that is killed again at once.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private const int Most = 50_000;
    private const int ReadAtMost = 8192;

    /// <param name="isAnswered">Whether devices like the message's sender are answered at all.</param>
    public async Task RecallAsync(Channel channel, DoubtLedger ledger, Func<Message, bool> isAnswered, CancellationToken ct)
    {
        var doubtful = new Dictionary<DeviceId, List<DoubtfulMessage>>();
        foreach (var shard in stream.Shards)
        {
            var last = stream.Range(shard).Last;
            for (var after = await BeforeTailAsync(shard, ct).ConfigureAwait(false); after < last;)
            {
                foreach (var stored in await stream.ReadAsync(shard, after, (int)Math.Min(ReadAtMost, last - after), ct).ConfigureAwait(false))
                {
                    after = stored.Position.Sequence;
                    var message = stored.Message;
                    if (message.Channel != channel || message.Refusal is not null || !isAnswered(message)) continue;
                    if (!doubtful.TryGetValue(message.Device, out var own)) doubtful[message.Device] = own = [];
                    own.Add(new(DoubtfulMessage.FingerprintOf(message)));
                }
            }
        }

        foreach (var (device, messages) in doubtful) ledger.Add(device, [.. messages.TakeLast(SentTrail.Remembered)]);
    }

    /// <summary>Sequence of the last message older than the tail.</summary>
    private async Task<long> BeforeTailAsync(int shard, CancellationToken ct)
    {
        var (first, last) = stream.Range(shard);
        if (await stream.FindAsync(new(shard, last), ct).ConfigureAwait(false) is not { } end) return last;
        var (low, high) = (Math.Max(first, last - Most + 1), last);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var stored = await stream.FindAsync(new(shard, middle), ct).ConfigureAwait(false);
            if (stored is { } found && found.IngestedAt >= end.IngestedAt - Length) high = middle;
            else low = middle + 1;
        }

        return low - 1;
    }
}
