using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Tests.Support;

/// <summary>Remembers what it heard.</summary>
internal sealed class RecordingSink : IAppendSink
{
    private readonly Lock _gate = new();
    private readonly List<(long Tag, StreamPosition Position)> _taken = [];
    private readonly List<(long Tag, string Reason)> _failed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private int _commits;

    public IReadOnlyList<(long Tag, StreamPosition Position)> Taken => Locked(() => _taken.ToArray());

    public IReadOnlyList<(long Tag, string Reason)> Failures => Locked(() => _failed.ToArray());

    public int Commits => Locked(() => _commits);

    public void Appended(long tag, StreamPosition position) => Heard(() => _taken.Add((tag, position)));

    public void Failed(long tag, StreamUnavailableException reason) => Heard(() => _failed.Add((tag, reason.Message)));

    public void Committed() => Heard(() => _commits++);

    /// <summary>Completes when this many messages were taken or failed, and what was taken is committed.</summary>
    public Task WaitForAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Heard(() => _waiting.Add((count, reached)));
        return reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate) return read();
    }

    private void Heard(Action note)
    {
        lock (_gate)
        {
            note();
            foreach (var (count, reached) in _waiting)
            {
                if (_taken.Count + _failed.Count >= count && (_commits > 0 || _taken.Count == 0)) reached.TrySetResult();
            }
        }
    }
}
