using System.Buffers;
using System.IO.Pipelines;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>
/// What has arrived on a connection and was not taken yet. It is kept here until it is: a connection that is reset takes with it what was
/// given back, and nobody could say how much that was. The reading thread's.
/// </summary>
internal sealed class ArrivedBytes(PipeReader input)
{
    /// <summary>Empty when more must be read first.</summary>
    public ReadOnlySequence<byte> Rest { get; private set; }

    /// <summary>Nothing comes behind it.</summary>
    public bool IsLast { get; private set; }

    public async ValueTask ReadAsync(CancellationToken ct)
    {
        var read = await input.ReadAsync(ct).ConfigureAwait(false);
        (Rest, IsLast) = (read.Buffer, read.IsCompleted);
    }

    /// <param name="rest">What lies behind what was taken.</param>
    /// <param name="isPart">It makes no packet before more has come.</param>
    public void TakeUpTo(in ReadOnlySequence<byte> rest, bool isPart)
    {
        Rest = rest;
        if (isPart || rest.IsEmpty) GiveBack();
    }

    /// <summary>Nobody takes anything any more.</summary>
    /// <returns>How many publishes were left.</returns>
    public int LeavePublishes()
    {
        var left = PublishesIn(Rest);
        try
        {
            if (!Rest.IsEmpty) GiveBack();
            if (!input.TryRead(out var read)) return left;
            left = PublishesIn(read.Buffer);
            input.AdvanceTo(read.Buffer.End);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The connection was reset: what came behind is gone with it.
        }

        return left;
    }

    private void GiveBack()
    {
        var rest = Rest;
        Rest = default;
        input.AdvanceTo(rest.Start, rest.End);
    }

    private static int PublishesIn(ReadOnlySequence<byte> rest)
    {
        var publishes = 0;
        while (PacketHeader.TryRead(rest, out var header) && header.Body >= 0)
        {
            if (header.IsPublish) publishes++;
            if (rest.Length < header.Total) break;
            rest = rest.Slice(header.Total);
        }

        return publishes;
    }
}
