namespace IotLink.Portal.Localization;

/// <summary>
/// Korean particles follow the sound of the word before them. A text writes both forms as <c>{0}[with|without]</c>-style pairs would
/// read badly, so the caller picks: does the word end in a consonant?
/// </summary>
public static class Particles
{
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int FinalsPerVowel = 28;

    /// <summary>Digits as they are read aloud in Korean: 0, 1, 3, 6, 7, 8 end in a consonant.</summary>
    private const string DigitsWithFinal = "013678";

    /// <summary>Latin letters whose Korean names end in a consonant: l, m, n, r.</summary>
    private const string LettersWithFinal = "lmnr";

    public static bool EndsInConsonant(string word)
    {
        if (word.Length == 0) return false;
        var last = char.ToLowerInvariant(word[^1]);
        return last is >= (char)FirstSyllable and <= (char)LastSyllable
            ? (last - FirstSyllable) % FinalsPerVowel != 0
            : DigitsWithFinal.Contains(last, StringComparison.Ordinal) || LettersWithFinal.Contains(last, StringComparison.Ordinal);
    }

    /// <summary>The word with the right form of a particle given as <c>with/without</c>.</summary>
    public static string With(string word, string particle)
    {
        var forms = particle.Split('/');
        return word + (EndsInConsonant(word) ? forms[0] : forms[^1]);
    }
}
