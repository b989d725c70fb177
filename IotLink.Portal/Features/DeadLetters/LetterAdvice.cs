namespace IotLink.Portal.Features.DeadLetters;

/// <summary>What reason codes, and the rooms of those without a text of their own, mean for people, and what helps; the texts lie beside.</summary>
public sealed class LetterAdvice;
