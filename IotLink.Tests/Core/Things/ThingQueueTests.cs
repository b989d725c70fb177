using IotLink.Core.Things;

namespace IotLink.Tests.Core.Things;

public sealed class ThingQueueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_asked_of_a_thing_is_worked_on_one_at_a_time_in_the_order_of_the_calls()
    {
        var queues = new ThingQueues();
        var (order, inside, most) = (new List<int>(), 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => queues.RunAsync("t", async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            order.Add(n);
            return Interlocked.Decrement(ref inside);
        }, Ct)));

        Assert.Equal(1, most);
        Assert.Equal(Enumerable.Range(0, 200), order);
    }

    [Fact]
    public async Task Things_do_not_wait_for_each_other()
    {
        var queues = new ThingQueues();
        var held = new TaskCompletionSource<int>();
        var first = queues.RunAsync("a", _ => held.Task, Ct);

        Assert.Equal(2, await queues.RunAsync("b", _ => Task.FromResult(2), Ct));
        Assert.False(first.IsCompleted);
        held.SetResult(1);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task One_that_fails_or_is_cancelled_does_not_stop_those_behind_it()
    {
        var queues = new ThingQueues();
        using var cancelled = new CancellationTokenSource();
        var held = new TaskCompletionSource<int>();
        var first = queues.RunAsync("a", _ => held.Task, Ct);
        var begun = false;
        var second = queues.RunAsync("a", _ => Task.FromResult(begun = true), cancelled.Token);
        var third = queues.RunAsync("a", _ => Task.FromResult(3), Ct);
        await cancelled.CancelAsync();
        held.SetException(new InvalidOperationException());

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(3, await third);
        Assert.False(begun);
    }
}
