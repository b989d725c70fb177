namespace IotLink.Portal.Features.DeadLetters;

/// <summary>What the rooms of reason codes mean for people, and what helps; the texts lie beside.</summary>
public sealed class LetterAdvice;
