using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.StoreContracts;

/// <summary>What every stream must do. An adapter binds itself with one class.</summary>
public abstract class MessageStreamContract : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(Sample.Noon);

    private IMessageWriter Writer => Stream;

    private IMessageReader Reader => (IMessageReader)Stream;

    private IMessageWriter Stream { get; set; } = null!;

    /// <summary>Opens the stream of this test; a second time after a close, the same one.</summary>
    protected abstract ValueTask<IMessageWriter> OpenAsync();

    protected abstract ValueTask CloseAsync();

    public async ValueTask InitializeAsync() => Stream = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_empty_stream_has_no_range() => Assert.Equal((1, 0), Reader.Range(0));

    [Fact]
    public async Task A_message_comes_out_as_it_went_in()
    {
        var message = new Message
        {
            Device = Sample.Device("child-1"),
            Hub = Sample.Device("hub-1"),
            Product = Sample.Product("prod-a"),
            Channel = Channel.Rest,
            Type = MessageType.Event,
            Role = MessageRole.AlertReport,
            Format = PayloadFormat.Csv,
            FPort = 85,
            SendKey = ulong.MaxValue - 1,
            Payload = new byte[] { 1, 2, 3 },
            Refusal = new(Reason.TopicMalformed, "여덟 단계여야 합니다", 12),
        };
        var position = await Writer.AppendAsync(message, Ct);
        var read = Assert.Single(await Reader.ReadAsync(0, 0, 10, Ct));
        Assert.Equal(new(0, 1), position);
        Assert.Equal(position, read.Position);
        Assert.Equal(Clock.GetUtcNow(), read.IngestedAt);
        Assert.Equal([1, 2, 3], read.Message.Payload.ToArray());
        Assert.Equal(message with { Payload = default }, read.Message with { Payload = default });
    }

    [Fact]
    public async Task A_reader_that_waits_hears_of_the_next_message()
    {
        var waiting = Reader.ReadAsync(0, 0, 10, Ct);
        Assert.False(waiting.IsCompleted);
        await Writer.AppendAsync(Sample.Message("one"), Ct);
        Assert.Equal("one", Sample.Text(Assert.Single(await waiting).Message));
    }

    [Fact]
    public async Task A_waiting_reader_can_be_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = Reader.ReadAsync(0, 0, 10, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task The_order_of_appends_is_the_order_of_reads_across_a_reopening()
    {
        await AppendAsync(1, 300);
        await ReopenAsync();
        await AppendAsync(301, 300);
        Assert.Equal(Enumerable.Range(1, 600).Select(Name), await TextsAsync(0, 64));
        Assert.Equal((1, 600), Reader.Range(0));
    }

    [Fact]
    public async Task Reading_again_from_any_position_gives_the_same_messages()
    {
        await AppendAsync(1, 100);
        for (var after = 0; after < 100; after += 7)
        {
            var read = await Reader.ReadAsync(0, after, 5, Ct);
            Assert.Equal(Enumerable.Range(after + 1, read.Count).Select(Name), read.Select(m => Sample.Text(m.Message)));
            Assert.InRange(read.Count, 1, 5);
        }
    }

    [Fact]
    public async Task A_message_is_found_by_its_position_and_others_are_not()
    {
        await AppendAsync(1, 50);
        Assert.Equal(Name(17), Sample.Text((await Reader.FindAsync(new(0, 17), Ct))!.Value.Message));
        Assert.Null(await Reader.FindAsync(new(0, 51), Ct));
        Assert.Null(await Reader.FindAsync(new(0, 0), Ct));
    }

    [Fact]
    public async Task A_sink_hears_of_every_message_in_order_and_of_the_commit()
    {
        var sink = new RecordingSink();
        for (var tag = 1; tag <= 1000; tag++)
        {
            while (!Writer.TryAppend(Sample.Message(Name(tag)), sink, tag)) await Writer.WaitForRoomAsync(Ct);
        }

        await sink.WaitForAsync(1000);
        Assert.Equal(Enumerable.Range(1, 1000).Select(t => ((long)t, new StreamPosition(0, t))), sink.Taken);
        Assert.InRange(sink.Commits, 1, 1000);
    }

    [Fact]
    public async Task Many_senders_get_positions_without_gap_or_double()
    {
        var senders = Enumerable.Range(0, 20).Select(async sender =>
        {
            var positions = new List<StreamPosition>();
            for (var i = 0; i < 50; i++) positions.Add(await Writer.AppendAsync(Sample.Message($"{sender}.{i}", $"dev-{sender}"), Ct));
            Assert.Equal(positions.Order(), positions);
            return positions;
        });
        var all = (await Task.WhenAll(senders)).SelectMany(p => p).Order();
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => new StreamPosition(0, i)), all);
    }

    [Fact]
    public async Task An_empty_payload_and_a_nameless_device_are_kept()
    {
        await Writer.AppendAsync(new() { Device = default, Refusal = new(Reason.FrameNoIdentity, "") }, Ct);
        var read = Assert.Single(await Reader.ReadAsync(0, 0, 1, Ct)).Message;
        Assert.Equal("", read.Device.Value);
        Assert.True(read.Payload.IsEmpty);
        Assert.Equal(Reason.FrameNoIdentity, read.Refusal!.Code);
    }

    [Fact]
    public async Task A_large_message_between_small_ones_is_kept_whole()
    {
        var large = new byte[300_000];
        new Random(1).NextBytes(large);
        await Writer.AppendAsync(Sample.Message("before"), Ct);
        await Writer.AppendAsync(Sample.Message("") with { Payload = large }, Ct);
        await Writer.AppendAsync(Sample.Message("after"), Ct);
        await ReopenAsync();
        Assert.Equal(large, (await Reader.FindAsync(new(0, 2), Ct))!.Value.Message.Payload.ToArray());
        Assert.Equal("after", Sample.Text((await Reader.FindAsync(new(0, 3), Ct))!.Value.Message));
    }

    protected async Task ReopenAsync()
    {
        await CloseAsync();
        Stream = await OpenAsync();
    }

    private static string Name(int number) => $"message {number}";

    private async Task AppendAsync(int first, int count) =>
        await Task.WhenAll(Enumerable.Range(first, count).Select(i => Writer.AppendAsync(Sample.Message(Name(i)), Ct).AsTask()));

    private async Task<List<string>> TextsAsync(long after, int bite)
    {
        var texts = new List<string>();
        while (Reader.Range(0).Last > after)
        {
            var read = await Reader.ReadAsync(0, after, bite, Ct);
            texts.AddRange(read.Select(m => Sample.Text(m.Message)));
            after = read[^1].Position.Sequence;
        }

        return texts;
    }
}
