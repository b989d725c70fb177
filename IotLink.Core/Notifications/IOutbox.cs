namespace IotLink.Core.Notifications;

/// <summary>
/// Notifications on their way. They are written by whoever decides on them, in the transaction of the decision; here they are taken, sent
/// and accounted for. Every method is one transaction.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Takes what is due for one person over one channel, as one message: everything waiting for them, most urgent first. While the last
    /// message to them is younger than <paramref name="pace"/> only urgent ones are due. Of several hosts each gets its own. A
    /// notification that a host was still preparing when its lease ended is taken again.
    /// </summary>
    /// <returns>null when nothing is due.</returns>
    Task<TakenMessage?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, TimeSpan pace, CancellationToken ct);

    /// <summary>
    /// What a host had begun to send when it ended: unclear, or waiting again where the channel tells repeats apart.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> SettleInterruptedAsync(IReadOnlySet<ChannelKind> deduplicating, DateTimeOffset now, CancellationToken ct);

    /// <summary>Notes that the message leaves now.</summary>
    /// <returns>false when it must not: a part was withdrawn meanwhile, or the lease went to another host. What is left of it waits again.</returns>
    Task<bool> HandOverAsync(string messageKey, string owner, int expected, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Writes down what became of the attempt, with a receipt for each notification in it.</summary>
    Task RecordAsync(string messageKey, string owner, SendResult result, DateTimeOffset now, CancellationToken ct);

    /// <summary>When the next one is due; null when none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken ct);

    /// <summary>All about one subject, oldest first.</summary>
    Task<IReadOnlyList<Notification>> AboutAsync(string subject, CancellationToken ct);

    Task<IReadOnlyList<Receipt>> ReceiptsAsync(string subject, CancellationToken ct);

    /// <summary>A person's portal notifications, newest first.</summary>
    Task<IReadOnlyList<Notification>> InboxAsync(string person, int count, CancellationToken ct);

    Task<int> UnreadAsync(string person, CancellationToken ct);

    Task MarkReadAsync(string person, DateTimeOffset now, CancellationToken ct);

    /// <summary>How many are in each state, for the figures.</summary>
    Task<IReadOnlyDictionary<NotificationState, int>> StatesAsync(CancellationToken ct);

    /// <summary>Lets go of what was over before that time.</summary>
    Task<int> DropAsync(DateTimeOffset before, CancellationToken ct);
}

/// <param name="Key">Of the message, the same for every attempt with these parts.</param>
public sealed record TakenMessage(string Key, IReadOnlyList<Notification> Parts)
{
    public Notification First => Parts[0];
}
