namespace IotLink.Core.Products.Framing;

/// <summary>What a product's devices are answered; null: silence.</summary>
/// <param name="Login">After the device is known and admitted.</param>
/// <param name="Data">Acknowledges: only after the stream has the frame on disk.</param>
/// <param name="Heartbeat">At once.</param>
/// <param name="Refused">For a frame that was not taken.</param>
public sealed record ReplyRules(ReplyTemplate? Login, ReplyTemplate? Data, ReplyTemplate? Heartbeat, ReplyTemplate? Refused)
{
    public static ReplyRules Silent { get; } = new(null, null, null, null);

    /// <summary>Data frames that are answered otherwise; the first that fits counts.</summary>
    public IReadOnlyList<ReplyCase> Cases { get; init; } = [];

    /// <summary>How far <c>{time.…}</c> is ahead of UTC.</summary>
    public TimeSpan UtcOffset { get; init; }

    /// <summary>Whether any data frame is answered.</summary>
    public bool AnswersData => Data is not null || Cases.Any(c => c.Data is not null);

    /// <returns>The answer to a data frame with this payload; null: silence.</returns>
    public ReplyTemplate? DataFor(ReadOnlySpan<byte> payload)
    {
        foreach (var answer in Cases)
        {
            if (answer.Fits(payload)) return answer.Data;
        }

        return Data;
    }
}

/// <summary>Payloads with these bytes at this place get this answer.</summary>
/// <param name="At">Below zero: from the payload's end.</param>
/// <param name="Data">null: silence.</param>
public sealed record ReplyCase(ReadOnlyMemory<byte> When, int At, ReplyTemplate? Data)
{
    public bool Fits(ReadOnlySpan<byte> payload)
    {
        var at = At < 0 ? payload.Length + At : At;
        return at >= 0 && at <= payload.Length && payload[at..].StartsWith(When.Span);
    }
}
