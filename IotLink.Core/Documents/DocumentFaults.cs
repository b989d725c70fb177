namespace IotLink.Core.Documents;

public static class DocumentFaults
{
    /// <summary>Puts the faults from <paramref name="first"/> on, those of one document, in the order of its lines; equal places stay in the order found.</summary>
    public static void SortByPlace(this List<DocumentFault> faults, int first = 0)
    {
        var sorted = faults.Skip(first).OrderBy(f => f.Line).ThenBy(f => f.Column).ToList();
        faults.RemoveRange(first, faults.Count - first);
        faults.AddRange(sorted);
    }
}
