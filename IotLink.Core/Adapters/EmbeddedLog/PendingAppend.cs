using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>One sender waiting for one message.</summary>
internal sealed class PendingAppend : IAppendSink
{
    private readonly TaskCompletionSource<StreamPosition> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<StreamPosition> Done => _done.Task;

    public void Appended(long tag, StreamPosition position) => _done.TrySetResult(position);

    public void Failed(long tag, StreamUnavailableException reason) => _done.TrySetException(reason);

    public void Committed()
    {
    }
}
