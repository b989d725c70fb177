using IotLink.Core.Messages;

namespace IotLink.Core.Actions.Commands;

/// <summary>What becomes of a step: the command afterwards with the lines of its history, or why not.</summary>
public sealed record CommandDecision(Command After, IReadOnlyList<CommandEvent> Happened, Refusal? Refusal)
{
    public bool IsDone => Refusal is null;
}
