using System.Buffers;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>One connection's answers on their way out: due ones leave together, in one write.</summary>
/// <param name="taken">Hears how many messages turned out durable.</param>
internal sealed class Answers<T>(AnswerWindow<T> window, Outlet output, Action<int> taken)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _due;

    private readonly Lock _sending = new();

    /// <summary>Any thread. Taking out and sending are one step, or two threads could send in the wrong order.</summary>
    public void SendDue()
    {
        int durable;
        lock (_sending)
        {
            var due = _due ??= new(4096);
            due.ResetWrittenCount();
            durable = window.Release(due);
            if (due.WrittenCount > 0) _ = output.Send(due.WrittenSpan);
        }

        if (durable > 0) taken(durable);
    }
}
