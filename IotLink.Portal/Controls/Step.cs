namespace IotLink.Portal.Controls;

/// <summary>One station of a step bar.</summary>
public sealed record Step(string Name, string Value, StepState State);

public enum StepState { Done, Now, Ahead }
